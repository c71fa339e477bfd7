using Confluent.Kafka;
using Streams.Engine.Assignment;
using Streams.Engine.Batches;

namespace Streams.Engine.Tests;

public sealed class BatchTests
{
    [Fact]
    public void Records_come_out_by_partition_in_their_order_and_the_carrier_stands_at_the_last()
    {
        var queue = new BatchQueue();
        queue.Add(Record(0, 5));
        queue.Add(Record(1, 1));
        queue.Add(Record(0, 6));
        Assert.Equal(2, queue.Count);
        Assert.Equal(1, queue.FirstOf(Place(1))!.Value.Value);
        var first = queue.Take();
        Assert.Equal([5, 6], Offsets(first));
        var carrier = first.Carrier([]);
        Assert.Equal((6, 0), (carrier.Offset.Value, carrier.Partition.Value));
        Assert.Same(first, carrier.Message.Headers);
        queue.Add(Record(1, 2)); // what waits is not added to once handing out has begun
        Assert.Equal([1], Offsets(queue.Take()));
        Assert.Equal([2], Offsets(queue.Take()));
        Assert.Null(queue.FirstOf(Place(1)));
    }

    [Fact]
    public void A_batch_ends_at_two_thousand_records_or_a_mebibyte_and_a_large_record_is_one_of_its_own()
    {
        var queue = new BatchQueue();
        for (var i = 0; i < 2001; i++)
        {
            queue.Add(Record(0, i));
        }

        Assert.Equal(2, queue.Count);
        Assert.Equal(2000, queue.Take().Records.Length);
        queue.Clear();
        queue.Add(Record(0, 1, 3 << 20));
        queue.Add(Record(0, 2, 1 << 19));
        queue.Add(Record(0, 3, 1 << 19));
        queue.Add(Record(0, 4));
        Assert.Equal([1], Offsets(queue.Take()));
        Assert.Equal([2, 3], Offsets(queue.Take()));
    }

    [Fact]
    public void A_closed_batch_takes_no_more()
    {
        var queue = new BatchQueue();
        queue.Add(Record(0, 1));
        queue.Close();
        queue.Add(Record(0, 2));
        Assert.Equal(2, queue.Count);
    }

    [Fact]
    public void A_round_holds_ten_milliseconds_of_the_measured_cost()
    {
        var sizer = new BatchSizer(TimeProvider.System);
        Assert.InRange(sizer.RoundRecords, 499, 500);
        for (var i = 0; i < 100; i++)
        {
            sizer.Measured(100, TimeProvider.System.TimestampFrequency / 100); // 100 us each
        }

        Assert.InRange(sizer.RoundRecords, 99, 101);
        for (var i = 0; i < 100; i++)
        {
            sizer.Measured(1000, 0);
        }

        Assert.Equal(8000, sizer.RoundRecords);
        sizer.Measured(1, TimeProvider.System.TimestampFrequency);
        Assert.Equal(50, sizer.RoundRecords);
    }

    [Fact]
    public void A_released_batch_keeps_nothing_and_its_array_serves_the_next()
    {
        var queue = new BatchQueue();
        queue.Add(Record(0, 1));
        var first = queue.Take();
        var carrier = first.Carrier([]);
        first.Release();
        first.Release();
        Assert.Equal(0, first.Records.Length);
        Assert.Equal(1, carrier.Offset.Value);
        for (var i = 0; i < 300; i++)
        {
            queue.Add(Record(1, i));
        }

        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)i), Offsets(queue.Take()));
    }

    [Fact]
    public void Headers_go_along_and_none_is_null()
    {
        var queue = new BatchQueue();
        var with = Record(0, 1);
        with.Message.Headers = [new Header("a", [1])];
        var without = Record(0, 2);
        without.Message.Headers = [];
        queue.Add(with);
        queue.Add(without);
        var records = queue.Take().Records;
        Assert.Equal("a", records[0].Headers![0].Key);
        Assert.Null(records[1].Headers);
    }

    private static long[] Offsets(RecordBatch batch)
    {
        var offsets = new List<long>();
        foreach (ref readonly var record in batch.Records)
        {
            offsets.Add(record.Offset);
        }

        return [.. offsets];
    }

    private static TopicPartition Place(int partition) => new("t", partition);

    private static ConsumeResult<byte[], byte[]> Record(int partition, long offset, int bytes = 1) =>
        new()
        {
            Topic = "t",
            Partition = partition,
            Offset = offset,
            Message = new Message<byte[], byte[]> { Key = [], Value = new byte[bytes] },
        };
}
