using System.Collections.Concurrent;
using System.Globalization;

namespace Streams.Engine.Instances;

/// <summary>
/// How often the process has ended at a record, by topic, partition and offset: kept in the state directory, the newest record a partition.
/// After the third end the record is given up, so that one that cannot be processed does not stop its partition for ever.
/// </summary>
/// <remarks>Thread-safe. A file that cannot be read or written only makes it forget.</remarks>
internal sealed class RecordEnds
{
    /// <summary>How many ends a record may cause.</summary>
    public const int Most = 3;

    private readonly Lock _gate = new();
    private readonly string _file;

    /// <summary>Asked for every record; whether a concurrent dictionary is empty costs all its locks.</summary>
    private volatile bool _any;
    private readonly ConcurrentDictionary<(string Topic, int Partition), (long Offset, int Count)> _ends = new();

    public RecordEnds(string directory)
    {
        _file = Path.Combine(directory, "ends");
        if (!File.Exists(_file))
        {
            return;
        }

        foreach (var line in File.ReadLines(_file))
        {
            if (
                line.Split('\t') is [var topic, var partition, var offset, var count]
                && int.TryParse(partition, CultureInfo.InvariantCulture, out var p)
                && long.TryParse(offset, CultureInfo.InvariantCulture, out var o)
                && int.TryParse(count, CultureInfo.InvariantCulture, out var c)
            )
            {
                _ends[(topic, p)] = (o, c);
                _any = true;
            }
        }
    }

    /// <summary>How often the process has ended at this record.</summary>
    public int Of(string topic, int partition, long offset) =>
        _any && _ends.TryGetValue((topic, partition), out var end) && end.Offset == offset ? end.Count : 0;

    /// <summary>The process is about to end at this record.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="count">For how many ends this one counts.</param>
    public void Note(string topic, int partition, long offset, int count = 1)
    {
        lock (_gate)
        {
            _ends[(topic, partition)] = (offset, Of(topic, partition, offset) + count);
            _any = true;
            try
            {
                var temporary = _file + ".new";
                File.WriteAllLines(
                    temporary,
                    _ends.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Key.Topic}\t{e.Key.Partition}\t{e.Value.Offset}\t{e.Value.Count}"))
                );
                File.Move(temporary, _file, overwrite: true);
            }
            catch (IOException)
            {
                // A full disk: the process ends all the same, and this end is not counted.
            }
        }
    }
}
