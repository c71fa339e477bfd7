using System.Net;
using System.Text.RegularExpressions;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.Connectors.Sinks.Pseudonyms;

/// <summary>
/// An alert without the names of some kinds. Where a name may stand in any text (excerpts of events), the text is left out: its place is told, and who may read the raw record finds it there.
/// </summary>
internal sealed partial class PseudonymizedAlert
{
    private readonly string _key;
    private readonly EntityKind[] _kinds;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    private PseudonymizedAlert(string key, EntityKind[] kinds) => (_key, _kinds) = (key, kinds);

    /// <summary>The alert as a sink with these options gets it; the same where they name no key.</summary>
    public static Alert Of(Alert alert, PseudonymOptions options) =>
        options.Key.Length == 0 ? alert : new PseudonymizedAlert(options.Key, [.. options.Kinds.Select(KindOf)]).Make(alert);

    private static EntityKind KindOf(string name) => EntityKinds.TryParse(name, out var kind) ? kind : default; // validated

    private Alert Make(Alert alert)
    {
        var entities = alert.Entities.Copy();
        foreach (var kind in _kinds)
        {
            entities[kind] = alert.Entities[kind] is { } value ? Learn(value) : null;
        }

        var values = alert
            .EntityValues.Select(v => Array.IndexOf(_kinds, v.Kind) < 0 ? v : v with { Values = [.. v.Values.Select(c => c with { Value = Learn(c.Value) })] })
            .ToArray();
        return alert with
        {
            Entities = entities,
            EntityValues = values,
            Group = [.. alert.Group.Select(g => g with { Value = Text(g.Value) })],
            News = [.. alert.News.Select(Text)],
            NewValue = alert.NewValue is null ? null : Text(alert.NewValue),
            Explanation = alert.Explanation?.Map(Text),
            Evidence = [.. alert.Evidence.Select(e => e with { Excerpt = "" })],
        };
    }

    private string Learn(string value) => _known.TryGetValue(value, out var pseudonym) ? pseudonym : _known[value] = Pseudonym.Of(_key, value);

    /// <summary>A short text: the known names in it, and every address, are pseudonyms.</summary>
    private string Text(string text)
    {
        foreach (var (value, pseudonym) in _known.OrderByDescending(k => k.Key.Length))
        {
            text = Regex.Replace(text, @"(?<![\w.-])" + Regex.Escape(value) + @"(?![\w-])", pseudonym, RegexOptions.CultureInvariant);
        }

        return Address().Replace(text, m => IPAddress.TryParse(m.Value, out _) ? Learn(m.Value) : m.Value);
    }

    [GeneratedRegex(
        @"(?<![\w.-])([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7})(?![\w.])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Address();
}
