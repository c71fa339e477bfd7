using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Streams.Engine.Hosting;

namespace Streams.Topologies.State;

/// <summary>
/// The version of everything that a task stores, a record of its store: a program that does not know it goes no further, since it would read what it
/// does not know as nothing.
/// </summary>
/// <param name="store">The task's store.</param>
/// <param name="name">Its key.</param>
internal sealed class StateFormat(ITaskStore store, string name) : IStored
{
    /// <summary>Raised whenever a stored form changes; the tests keep the bytes of every version that was released.</summary>
    public const int Current = 1;

    /// <summary>Until 0.2 none was written.</summary>
    private const int Unwritten = 0;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(name);
    private bool _isWritten;

    /// <inheritdoc/>
    /// <exception cref="StateRefusedException">A later version of the program has written the state.</exception>
    public void Load()
    {
        var form = store.Get(_key) is { } value ? Read(value) : Unwritten;
        _isWritten = form == Current;
        StoredForm.Check("the state", form, Current);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (!_isWritten)
        {
            store.Put(_key, Encoding.UTF8.GetBytes(Current.ToString(CultureInfo.InvariantCulture)));
            _isWritten = true;
        }
    }

    /// <summary>Bytes that are no number are none that was ever written: like a version that nobody knows.</summary>
    private static int Read(byte[] value) => Utf8Parser.TryParse(value, out int form, out var read) && read == value.Length ? form : int.MaxValue;
}
