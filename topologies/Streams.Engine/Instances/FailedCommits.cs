using System.Globalization;

namespace Streams.Engine.Instances;

/// <summary>
/// How often in a row the process has ended at a commit, by instance: kept in the state directory. From the second end on fewer records are taken for one commit,
/// from the third on a single one, so that the record at which the commit fails shows itself; whatever made it fail.
/// </summary>
/// <remarks>Thread-safe. A file that cannot be read or written only makes it forget.</remarks>
internal sealed class FailedCommits
{
    private const int Few = 64;
    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly Dictionary<string, (int Ends, long Left)> _failed = new(StringComparer.Ordinal);

    public FailedCommits(string directory)
    {
        _file = Path.Combine(directory, "commits");
        if (!File.Exists(_file))
        {
            return;
        }

        foreach (var line in File.ReadLines(_file))
        {
            if (
                line.Split('\t') is [var member, var ends, var left]
                && int.TryParse(ends, CultureInfo.InvariantCulture, out var e)
                && long.TryParse(left, CultureInfo.InvariantCulture, out var l)
            )
            {
                _failed[member] = (e, l);
            }
        }
    }

    /// <summary>How many records the instance may take for one commit.</summary>
    public int MostRecords(string member)
    {
        lock (_gate)
        {
            return _failed.TryGetValue(member, out var known) && known.Left > 0
                ? known.Ends switch
                {
                    1 => int.MaxValue,
                    2 => Few,
                    _ => 1,
                }
                : int.MaxValue;
        }
    }

    /// <summary>A commit of so many records has failed and ends the process.</summary>
    public void Failed(string member, long records)
    {
        lock (_gate)
        {
            var known = _failed.GetValueOrDefault(member);
            _failed[member] = (known.Ends + 1, Math.Max(known.Left, records));
            Save();
        }
    }

    /// <summary>A commit of so many records has succeeded: behind those of the commit that failed first, all is as before.</summary>
    public void Succeeded(string member, long records)
    {
        lock (_gate)
        {
            if (!_failed.TryGetValue(member, out var known))
            {
                return;
            }

            if (known.Left > records)
            {
                _failed[member] = (known.Ends, known.Left - records);
                return;
            }

            _failed.Remove(member);
            Save();
        }
    }

    private void Save()
    {
        try
        {
            var temporary = _file + ".new";
            File.WriteAllLines(temporary, _failed.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key}\t{f.Value.Ends}\t{f.Value.Left}")));
            File.Move(temporary, _file, overwrite: true);
        }
        catch (IOException)
        {
            // A full disk: the process ends all the same, and this end is not counted.
        }
    }
}
