using Confluent.Kafka;
using Streams.Engine.Assignment;
using Streams.Engine.Clients;
using Streams.Engine.Hosting;
using Streams.Engine.Instances;
using Streams.Engine.State;
using Streams.Engine.State.Local;

namespace Streams.Engine.Tests;

public sealed class StageProducerTests
{
    [Fact]
    public void A_full_queue_is_waited_for()
    {
        var inner = new FakeProducer { RefuseAsFull = 3 };
        Make(inner, new ProcessEnd(_ => { })).Send(new TopicPartition("t", 0), new Message<byte[], byte[]> { Value = [1] });
        Assert.Equal(["begin", "full", "flush", "full", "flush", "full", "flush", "produce"], inner.Calls);
    }

    [Fact]
    public void Flush_only_notes_and_a_begin_is_idempotent()
    {
        var inner = new FakeProducer();
        var producer = Make(inner, new ProcessEnd(_ => { }));
        producer.Send(new TopicPartition("t", 0), new Message<byte[], byte[]>());
        Assert.False(producer.EngineKnows);
        producer.BeginTransaction();
        producer.Flush();
        producer.Flush(TimeSpan.FromSeconds(1));
        producer.SendOffsetsToTransaction([], null!, TimeSpan.FromSeconds(1));
        producer.CommitTransaction();
        Assert.Equal(["begin", "produce", "flush", "offsets", "commit"], inner.Calls);
        Assert.Equal((1, 1, false), (producer.Flushes, producer.Commits, producer.InTransaction));
    }

    [Fact]
    public void A_failed_delivery_ends_the_process_before_the_offsets_go()
    {
        var inner = new FakeProducer { Report = new Error(ErrorCode.Local_MsgTimedOut) };
        var end = new ProcessEnd(_ => { });
        var producer = Make(inner, end);
        producer.Send(new TopicPartition("t", 0), new Message<byte[], byte[]>());
        Assert.Throws<ProcessEndedException>(() => producer.SendOffsetsToTransaction([], null!, TimeSpan.FromSeconds(1)));
        Assert.True(end.Ended);
        Assert.Throws<ProcessEndedException>(producer.CommitTransaction);
        Assert.DoesNotContain("offsets", inner.Calls);
        Assert.DoesNotContain("commit", inner.Calls);
    }

    [Fact]
    public void An_abort_ends_the_process()
    {
        var end = new ProcessEnd(_ => { });
        Assert.Throws<ProcessEndedException>(Make(new FakeProducer(), end).AbortTransaction);
        Assert.True(end.Ended);
    }

    [Theory]
    [InlineData("flush")]
    [InlineData("offsets")]
    [InlineData("produce")]
    public void A_broken_transaction_names_the_topic_that_was_denied_not_the_first_that_was_purged(string at)
    {
        var said = "";
        var inner = new FakeProducer { Report = new Error(ErrorCode.Local_PurgeQueue) };
        var producer = Make(inner, new ProcessEnd(r => said = r), topics => topics.Contains("denied") ? ["denied"] : []);
        producer.Send(new TopicPartition("changelog", 0), new Message<byte[], byte[]>());
        producer.Send(new TopicPartition("denied", 0), new Message<byte[], byte[]>());
        inner.Refuse = new Error(ErrorCode.Local_State);
        Assert.Throws<ProcessEndedException>(() =>
        {
            switch (at)
            {
                case "flush":
                    producer.Flush();
                    break;
                case "offsets":
                    producer.SendOffsetsToTransaction([], null!, TimeSpan.FromSeconds(1));
                    break;
                default:
                    producer.Send(new TopicPartition("other", 0), new Message<byte[], byte[]>());
                    break;
            }
        });
        Assert.Contains("a record for denied could not be delivered: TopicAuthorizationFailed", said);
    }

    [Fact]
    public void A_failure_that_names_its_cause_is_told_before_those_that_follow_from_it()
    {
        var said = "";
        var producer = Make(new FakeProducer(), new ProcessEnd(r => said = r), _ => throw new InvalidOperationException("nobody needs to ask"));
        producer.Poison(Failed("purged", ErrorCode.Local_PurgeQueue));
        producer.Poison(Failed("large", ErrorCode.MsgSizeTooLarge));
        producer.Poison(Failed("later", ErrorCode.Local_MsgTimedOut));
        Assert.Throws<ProcessEndedException>(() => producer.Flush());
        Assert.Contains("a record for large could not be delivered: MsgSizeTooLarge", said);
    }

    [Fact]
    public void A_transaction_broken_by_something_else_says_what_the_next_call_says()
    {
        var said = "";
        var inner = new FakeProducer { OffsetsFail = new Error(ErrorCode.ProducerFenced) };
        var producer = Make(inner, new ProcessEnd(r => said = r));
        producer.Poison(Failed("t", ErrorCode.Local_PurgeQueue));
        Assert.Throws<ProcessEndedException>(() => producer.SendOffsetsToTransaction([], null!, TimeSpan.FromSeconds(1)));
        Assert.Contains("a record for t could not be delivered: ProducerFenced", said);
    }

    private static DeliveryReport<byte[], byte[]> Failed(string topic, ErrorCode code) =>
        new() { TopicPartitionOffsetError = new TopicPartitionOffsetError(topic, 0, 0, new Error(code)) };

    private static StageProducer Make(FakeProducer inner, ProcessEnd end, Func<IReadOnlyCollection<string>, IReadOnlyList<string>>? denied = null)
    {
        var options = new EngineOptions
        {
            BootstrapServers = "-",
            StateDirectory = "-",
            ProcessEnd = end,
        };
        var (stage, clients) = (ProbeTask.Stage("in", [], c => new ProbeTask(c)), new InstanceClients());
        var identity = new InstanceIdentity(options, stage, "me", 0, new Dictionary<string, int>());
        var stores = new TaskStores(options, identity, clients, new MemoryState(TimeProvider.System));
        return new StageProducer(
            inner,
            new InstanceState(options, stores, clients, new RecordEnds("/nowhere"), new FailedCommits("/nowhere")),
            denied ?? (_ => [])
        );
    }

    private sealed class FakeProducer() : ForwardingProducer(null!)
    {
        public List<string> Calls { get; } = [];

        public int RefuseAsFull { get; set; }

        public Error Report { get; init; } = new(ErrorCode.NoError);

        public Error? Refuse { get; set; }

        public Error? OffsetsFail { get; init; }

        public override void Produce(
            TopicPartition topicPartition,
            Message<byte[], byte[]> message,
            Action<DeliveryReport<byte[], byte[]>>? deliveryHandler = null
        )
        {
            if (RefuseAsFull-- > 0)
            {
                Calls.Add("full");
                throw new ProduceException<byte[], byte[]>(new Error(ErrorCode.Local_QueueFull), new DeliveryResult<byte[], byte[]>());
            }

            if (Refuse is not null)
            {
                throw new ProduceException<byte[], byte[]>(Refuse, new DeliveryResult<byte[], byte[]>());
            }

            Calls.Add("produce");
            deliveryHandler!(
                new DeliveryReport<byte[], byte[]> { Message = message, TopicPartitionOffsetError = new TopicPartitionOffsetError(topicPartition, 0, Report) }
            );
        }

        public override int Flush(TimeSpan timeout)
        {
            Calls.Add("flush");
            return 0;
        }

        public override void BeginTransaction() => Calls.Add("begin");

        public override void CommitTransaction() => Calls.Add("commit");

        public override void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout)
        {
            if (OffsetsFail is not null)
            {
                throw new KafkaException(OffsetsFail);
            }

            Calls.Add("offsets");
        }
    }
}
