using Confluent.Kafka.Admin;
using Streams.Host.Configuration;
using Streams.Host.Running;

namespace Streams.Host.Tests.Configuration;

public sealed class AclPlanTests
{
    private static readonly KafkaOptions Kafka = new() { Bootstrap = "k:9092", Prefix = "blue" };

    [Fact]
    public void The_service_writes_neither_raw_topics_nor_rules_and_begins_with_its_prefix()
    {
        var rights = AclPlan.Of(Kafka, "service=User:streams");

        Assert.All(rights, r =>
            Assert.True(
                r.Entry.Principal == "User:streams" && (r.Pattern.Type == ResourceType.Broker || r.Pattern.Name.StartsWith("blue", StringComparison.Ordinal))
            )
        );
        Assert.DoesNotContain(rights, r =>
            r.Entry.Operation == AclOperation.Write && (r.Pattern.Name.StartsWith("blue.raw.", StringComparison.Ordinal) || r.Pattern.Name == "blue.rules")
        );
        Assert.Contains(rights, r => r.Entry.Operation == AclOperation.Write && r.Pattern.Name == "blue.signals");
    }

    [Fact]
    public void A_shipper_writes_raw_topics_and_reads_nothing() =>
        Assert.All(AclPlan.Of(Kafka, "shipper=User:vector"), r =>
            Assert.True(r.Pattern.Name.StartsWith("blue.raw.", StringComparison.Ordinal) && r.Entry.Operation is AclOperation.Write or AclOperation.Describe)
        );

    [Theory]
    [InlineData("service")]
    [InlineData("nobody=User:x")]
    [InlineData("service=streams")]
    public void What_names_no_part_and_principal_is_an_error(string text) => Assert.Throws<UsageException>(() => AclPlan.Of(Kafka, text));

    [Fact]
    public void Every_topic_of_ours_is_sealed_but_raw_ones_dead_letters_and_feeds() =>
        Assert.Equal(
            TopicPlan
                .Specs(Kafka)
                .Select(s => s.Name)
                .Where(n => n != "blue.dlq" && !n.StartsWith("blue.raw.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            SealedTopics.Of(Kafka).Order(StringComparer.Ordinal)
        );
}
