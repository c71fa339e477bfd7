using Streams.Engine.Instances;

namespace Streams.Engine.Assignment;

/// <summary>What one instance has handed to its tasks since the last commit, and how much it may: less, after commits that failed. One owner: the stream thread.</summary>
internal sealed class HandedOut(FailedCommits failed, RecordEnds ends, string member)
{
    private long _records;
    private (string Topic, int Partition, long Offset) _last;
    private int _most = failed.MostRecords(member);

    /// <summary>How many records more may be handed out before the next commit.</summary>
    public int Room => _most == int.MaxValue ? _most : (int)Math.Max(0, _most - _records);

    /// <summary>A batch was handed out.</summary>
    public void Add(string topic, int partition, long lastOffset, int count)
    {
        _records += count;
        _last = (topic, partition, lastOffset);
    }

    /// <summary>The commit succeeded.</summary>
    public void Committed()
    {
        if (_most != int.MaxValue || _records > 0)
        {
            failed.Succeeded(member, _records);
            _most = _most == int.MaxValue ? _most : failed.MostRecords(member);
        }

        _records = 0;
    }

    /// <summary>The commit failed and the process ends. Where it was of one record, that one is at fault.</summary>
    /// <param name="isOfRecord">Whether the broker named a record as the cause, so that trying again is of no use.</param>
    public void Failed(bool isOfRecord)
    {
        if (_records == 0)
        {
            return; // a timer's output: no record can be set aside for it
        }

        if (_records == 1 && _most == 1)
        {
            ends.Note(_last.Topic, _last.Partition, _last.Offset, isOfRecord ? RecordEnds.Most : 1);
        }

        failed.Failed(member, _records);
        _records = 0;
    }
}
