using System.Buffers;
using System.Text;
using Streams.Connectors.Sinks.Formats;
using Streams.Connectors.Sinks.Kafka;
using Streams.Connectors.Sinks.Pseudonyms;
using Streams.Connectors.Sinks.Routing;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Some = Streams.Connectors.Sinks.Tests.Alertmanager.Some;

namespace Streams.Connectors.Sinks.Tests;

/// <summary>Which alerts a sink gets, and whose names not.</summary>
public sealed class SinkViewTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string Person = "alice@example.com";

    [Theory]
    [InlineData("informational", "", "", "", true)]
    [InlineData("high", "", "", "", true)]
    [InlineData("critical", "", "", "", false)]
    [InlineData("low", "7e2c4494-*", "", "", true)]
    [InlineData("low", "other", "", "", false)]
    [InlineData("low", "", "sh*p", "", true)]
    [InlineData("low", "", "pay", "", false)]
    [InlineData("low", "", "", "east", true)]
    [InlineData("low", "", "shop", "west", false)]
    public void An_alert_goes_where_everything_fits(string level, string rules, string namespaces, string clusters, bool goes)
    {
        var view = View(
            new SinkRouteOptions
            {
                Level = level,
                Rules = ListOf(rules),
                Namespaces = ListOf(namespaces),
                Clusters = ListOf(clusters),
            }
        );

        Assert.Equal(goes, view.Of(Some.Alert(1)) is not null);
    }

    [Fact]
    public void An_alert_of_several_namespaces_goes_to_the_sink_of_each()
    {
        var alert = Some.Alert(1) with { EntityValues = [new EntityValues(EntityKind.Namespace, [new("shop", 1), new("pay", 2)], 0)] };

        Assert.NotNull(View(new SinkRouteOptions { Namespaces = ["pay"] }).Of(alert));
        Assert.Null(View(new SinkRouteOptions { Namespaces = ["pay"] }).Of(Some.Alert(1)));
    }

    /// <summary>Nothing that any format writes holds a name or an address.</summary>
    [Fact]
    public void Under_a_key_no_format_tells_names_and_addresses()
    {
        var view = new SinkView(new KafkaSinkOptions { Pseudonyms = new PseudonymOptions { Key = Key } });
        var alert = view.Of(Named())!;

        foreach (var format in FormatTable.All)
        {
            var to = new ArrayBufferWriter<byte>();
            format.Write(Some.Sunk(alert), to);
            var text = Encoding.UTF8.GetString(to.WrittenSpan);
            Assert.DoesNotContain(Person, text, StringComparison.Ordinal);
            Assert.DoesNotContain("192.0.2.7", text, StringComparison.Ordinal);
            Assert.DoesNotContain("2001:db8::7", text, StringComparison.Ordinal);
        }

        Assert.Equal(Pseudonym.Of(Key, Person), alert.Entities[EntityKind.Principal]);
        Assert.Equal($"principal={Pseudonym.Of(Key, Person)}", alert.News[0]);
        Assert.Equal($"from {Pseudonym.Of(Key, "2001:db8::7")} to {Pseudonym.Of(Key, "198.51.100.4")}:443", alert.News[1]);
        Assert.Equal("shop", alert.Entities[EntityKind.Namespace]);
    }

    [Fact]
    public void A_pseudonym_hangs_on_key_and_value_alone()
    {
        Assert.Equal(Pseudonym.Of(Key, Person), Pseudonym.Of(Key, Person));
        Assert.NotEqual(Pseudonym.Of(Key, Person), Pseudonym.Of(Key + "0", Person));
        Assert.StartsWith(Pseudonym.Prefix, Pseudonym.Of(Key, Person), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_an_alert_is_the_same_object()
    {
        var alert = Named();

        Assert.Same(alert, new SinkView(new KafkaSinkOptions()).Of(alert));
    }

    [Fact]
    public void A_short_key_and_an_unknown_kind_are_errors() =>
        Assert.Equal(
            ["key", "kinds"],
            new PseudonymOptions { Key = "short", Kinds = ["principal", "shoe"] }
                .Validate()
                .Select(e => e.Setting)
        );

    private static Alert Named() =>
        Some.Alert(1, principal: Person) with
        {
            EntityValues = [new EntityValues(EntityKind.Principal, [new(Person, 3)], 0)],
            Group = [new NamedValue("streams.principal", Person), new NamedValue("source.ip", "192.0.2.7")],
            News = [$"principal={Person}", "from 2001:db8::7 to 198.51.100.4:443"],
            NewValue = $"get as {Person}",
        };

    private static SinkView View(SinkRouteOptions only) => new(new KafkaSinkOptions { Only = only });

    private static string[] ListOf(string text) => text.Length == 0 ? [] : text.Split(',');
}
