using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Storms;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.State;

/// <summary>
/// What is stored as JSON, member by member. A member that a former version does not know is one that it would drop without a word, so the version of the state
/// rises with any change, and the state of the former version joins those of the upgrade test (Streams.EndToEnd.Tests, former/).
/// </summary>
public sealed class StoredFormsTests
{
    private static readonly (string Name, Type Type)[] Stored =
    [
        ("parts", typeof(PartsOfLine)),
        ("pending", typeof(BufferedRecord)),
        ("account", typeof(NormaliseCounts)),
        ("node", typeof(NodeTrack)),
        ("upstream", typeof(UpstreamView)),
        ("segment", typeof(SegmentList)),
        ("counts", typeof(StageCounts)),
        ("gap", typeof(GapState)),
        ("awaited signal", typeof(BufferedItems<Signal>)),
        ("awaited observation", typeof(BufferedItems<Observation>)),
        ("storm", typeof(StormState)),
        ("storm-member", typeof(StormMember)),
        ("rare", typeof(RareState)),
    ];

    private static readonly JsonSerializerOptions Options = new(StateJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    [Fact]
    public void A_stored_form_changes_only_with_the_version_of_the_state()
    {
        var text = new StringBuilder().Append("version ").Append(StateFormat.Current).Append('\n');
        foreach (var (name, type) in Stored)
        {
            Tell(text, name, type, []);
        }

        var golden = Path.Combine(AppContext.BaseDirectory, "State", "stored-forms.txt");
        Assert.True(
            text.ToString() == File.ReadAllText(golden),
            $"a stored form differs from stored-forms.txt: raise StateFormat.Current, keep what a former version wrote (UpgradeTests), and let the file say:\n{text}"
        );
    }

    /// <summary>Alerts and signals have schemas with versions of their own.</summary>
    private static bool IsOfSchemas(Type type) => type.Assembly == typeof(Signal).Assembly;

    /// <summary>A time is stored as the number that it is.</summary>
    private static Type AsStored(Type type) => type == typeof(Timestamp) ? typeof(long) : type;

    /// <summary>A line a member, named by its path; names of our types do not matter.</summary>
    private static void Tell(StringBuilder text, string path, Type type, Stack<Type> within)
    {
        var (of, mark) = (AsStored(Nullable.GetUnderlyingType(type) ?? type), Nullable.GetUnderlyingType(type) is null ? "" : "?");
        var form = Options.GetTypeInfo(of);
        if (form.Kind == JsonTypeInfoKind.None || within.Contains(of) || IsOfSchemas(of))
        {
            text.Append(path).Append(": ").Append(of.Namespace == nameof(System) ? of.Name : "own").Append(mark).Append('\n');
        }
        else if (form.ElementType is { } element)
        {
            Tell(text, path + (form.Kind == JsonTypeInfoKind.Dictionary ? "{}" : "[]"), element, within);
        }
        else
        {
            within.Push(of);
            foreach (var member in form.Properties.OrderBy(p => p.Name, StringComparer.Ordinal))
            {
                Tell(text, $"{path}.{member.Name}", member.PropertyType, within);
            }

            within.Pop();
        }
    }
}
