namespace Streams.Schemas.Ebpf;

/// <summary>
/// The name of an output field. Some relays write Falco's dots as underscores (falcosidekick's flattened fields: <c>k8s_pod_name</c>)
/// or as objects within each other (<c>{"k8s":{"pod":{"name":…}}}</c>).
/// </summary>
internal sealed class FalcoName
{
    private readonly byte[] _name = new byte[64];

    /// <summary>The name with its dots; empty where it is longer than any.</summary>
    /// <param name="prefix">How much of the last name stands for the objects around it.</param>
    /// <param name="name">The member's name.</param>
    public ReadOnlySpan<byte> Of(int prefix, ReadOnlySpan<byte> name)
    {
        if (prefix == 0 && name.Contains((byte)'.'))
        {
            return name;
        }

        var start = prefix == 0 ? 0 : prefix + 1;
        if (start + name.Length > _name.Length)
        {
            return default;
        }

        if (prefix > 0)
        {
            _name[prefix] = (byte)'.';
        }

        var own = _name.AsSpan(start, name.Length);
        name.CopyTo(own);
        own.Replace((byte)'_', (byte)'.');
        return _name.AsSpan(0, start + name.Length);
    }
}
