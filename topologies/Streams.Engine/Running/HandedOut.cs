using Streams.Engine.State;

namespace Streams.Engine.Running;

/// <summary>What one instance has handed to its tasks since the last commit, and how much it may: less, after commits that failed. One owner: the stream thread.</summary>
internal sealed class HandedOut(FailedCommits failed, RecordEnds ends, string member)
{
    private long records;
    private (string Topic, int Partition, long Offset) last;
    private int most = failed.MostRecords(member);

    /// <summary>How many records more may be handed out before the next commit.</summary>
    public int Room => most == int.MaxValue ? most : (int)Math.Max(0, most - records);

    /// <summary>A batch was handed out.</summary>
    public void Add(string topic, int partition, long lastOffset, int count)
    {
        records += count;
        last = (topic, partition, lastOffset);
    }

    /// <summary>The commit succeeded.</summary>
    public void Committed()
    {
        if (most != int.MaxValue || records > 0)
        {
            failed.Succeeded(member, records);
            most = most == int.MaxValue ? most : failed.MostRecords(member);
        }

        records = 0;
    }

    /// <summary>The commit failed and the process ends. Where it was of one record, that one is at fault.</summary>
    /// <param name="isOfRecord">Whether the broker named a record as the cause, so that trying again is of no use.</param>
    public void Failed(bool isOfRecord)
    {
        if (records == 0)
        {
            return; // a timer's output: no record can be set aside for it
        }

        if (records == 1 && most == 1)
        {
            ends.Note(last.Topic, last.Partition, last.Offset, isOfRecord ? RecordEnds.Most : 1);
        }

        failed.Failed(member, records);
        records = 0;
    }
}
