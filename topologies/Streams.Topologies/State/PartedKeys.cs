using System.Globalization;
using System.Text;
using Streams.Engine.Hosting;

namespace Streams.Topologies.State;

/// <summary>The keys under which the parts of states lie.</summary>
/// <param name="prefix">What separates the state from the others in the store.</param>
internal sealed class PartedKeys(string prefix)
{
    private readonly string _prefix = prefix + ".part\u001f";

    /// <summary>All parts in a store.</summary>
    public IEnumerable<(string Key, string Name, byte[] Part)> Load(ITaskStore store)
    {
        foreach (var (bytes, part) in store.Scan(Encoding.UTF8.GetBytes(_prefix)))
        {
            var (key, name) = Split(Encoding.UTF8.GetString(bytes)[_prefix.Length..]);
            yield return (key, name, part);
        }
    }

    /// <summary>The key of a part. The length of the state's key stands before it: whoever chose key and name does not say where the one ends.</summary>
    /// <param name="key">The state's key.</param>
    /// <param name="name">The part's name; empty: what all parts of the state begin with.</param>
    public byte[] Of(string key, string name) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_prefix}{key.Length}\u001f{key}\u001f{name}"));

    private static (string Key, string Name) Split(string text)
    {
        var mark = text.IndexOf('\u001f', StringComparison.Ordinal);
        var length = int.Parse(text.AsSpan(0, mark), CultureInfo.InvariantCulture);
        return (text.Substring(mark + 1, length), text[(mark + length + 2)..]);
    }
}
