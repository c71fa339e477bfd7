using Streams.Models.Vectors;
using Streams.Schemas.Events;
using Streams.Schemas.Models;

namespace Streams.Models.Registry;

/// <summary>
/// What the topics <c>models</c> and <c>models.log</c> have told, in their order. The same records give the same terms in every process. One thread.
/// </summary>
public sealed class ModelHistory
{
    private readonly Dictionary<(string Name, int Version), RegisteredModel> _registered = [];
    private readonly List<(Timestamp At, ModelAction Action)> _actions = [];
    private readonly Dictionary<(string Name, int Version, string Hash), string?> _reasons = [];

    /// <summary>Every action with the time of its append, in order.</summary>
    public IReadOnlyList<(Timestamp At, ModelAction Action)> Actions => _actions;

    /// <summary>The registered versions, by name and version.</summary>
    public IEnumerable<RegisteredModel> Registered =>
        _registered.OrderBy(r => r.Key.Name, StringComparer.Ordinal).ThenBy(r => r.Key.Version).Select(r => r.Value);

    /// <summary>Takes in a record of <c>models</c>.</summary>
    public void Add(RegisteredModel model)
    {
        _registered[(model.Name, model.Version)] = model;
        foreach (var key in _reasons.Keys.Where(k => k.Name == model.Name && k.Version == model.Version).ToArray())
        {
            _reasons.Remove(key);
        }
    }

    /// <summary>Takes in a record of <c>models.log</c>.</summary>
    public void Add(ModelAction action, Timestamp at) => _actions.Add((at, action with { EffectiveFrom = Timestamp.Max(action.EffectiveFrom, at) }));

    /// <summary>A registered version; null: there is none.</summary>
    public RegisteredModel? Find(string name, int version) => _registered.GetValueOrDefault((name, version));

    /// <summary>The spans of time for which versions judge or are watched, as it was said, whether or not they can be loaded; of each name and kind they follow one another.</summary>
    public IReadOnlyList<ModelSpan> Spans() => Spans(static _ => true);

    /// <summary>The terms that windows from a time on need. A version that cannot be used is left out, with the reason, as if nobody had named it: the one before it goes on.</summary>
    /// <param name="since">Windows that ended before are closed.</param>
    public ModelTimeline Load(Timestamp since)
    {
        var spans = Spans(action => action.Kind == ModelActionKind.Withdraw || ReasonAgainst(action.Name, action.Version, action.Hash) is null)
            .Where(s => s.Until > since);
        var terms = spans
            .OrderBy(s => s.Name, StringComparer.Ordinal)
            .ThenBy(s => s.IsShadow)
            .ThenBy(s => s.From)
            .Select(s => new ModelTerm(Read(s.Name, s.Version, s.Hash), s.Version, s.IsShadow, s.From, s.Until))
            .ToArray();
        var refusals = Spans()
            .Where(s => s.Until > since)
            .Select(s => ReasonAgainst(s.Name, s.Version, s.Hash) is { } reason ? $"{s.Name}/{s.Version}: {reason}" : null);
        return new ModelTimeline(terms, [.. refusals.OfType<string>().Distinct()]);
    }

    private List<ModelSpan> Spans(Func<ModelAction, bool> counts)
    {
        var spans = new List<ModelSpan>();
        foreach (var (_, action) in _actions)
        {
            if (action.Kind != ModelActionKind.Register && counts(action))
            {
                Apply(spans, action);
            }
        }

        return spans;
    }

    private static void Apply(List<ModelSpan> spans, ModelAction action)
    {
        var isShadow = action.Kind == ModelActionKind.Shadow;
        if (action.Kind is ModelActionKind.Shadow or ModelActionKind.Promote or ModelActionKind.Rollback)
        {
            End(spans, action.EffectiveFrom, s => s.Name == action.Name && s.IsShadow == isShadow);
        }

        if (action.Kind != ModelActionKind.Shadow)
        {
            // What judges is not watched beside, and what is withdrawn is neither.
            End(spans, action.EffectiveFrom, s => s.Name == action.Name && s.Version == action.Version);
        }

        if (action.Kind != ModelActionKind.Withdraw)
        {
            spans.Add(new ModelSpan(action.Name, action.Version, action.Hash, isShadow, action.EffectiveFrom, Timestamp.Never));
        }
    }

    private static void End(List<ModelSpan> spans, Timestamp at, Predicate<ModelSpan> which)
    {
        for (var i = spans.Count - 1; i >= 0; i--)
        {
            if (!which(spans[i]) || spans[i].Until <= at)
            {
                continue;
            }

            if (spans[i].From >= at)
            {
                spans.RemoveAt(i);
            }
            else
            {
                spans[i] = spans[i] with { Until = at };
            }
        }
    }

    /// <summary>Why a version cannot be used; null: it can. Each is read once.</summary>
    private string? ReasonAgainst(string name, int version, string hash)
    {
        if (Find(name, version) is null)
        {
            return "it is not in the topic models"; // it may come
        }

        if (!_reasons.TryGetValue((name, version, hash), out var reason))
        {
            try
            {
                Read(name, version, hash);
            }
            catch (FormatException e)
            {
                reason = e.Message;
            }

            _reasons.Add((name, version, hash), reason);
        }

        return reason;
    }

    private WindowModel Read(string name, int version, string hash)
    {
        var registered = Find(name, version)!; // the caller has looked
        var model = WindowModel.Read(registered.Artefact);
        return model.Hash != registered.Hash || model.Hash != hash
                ? throw new FormatException($"its hash is {model.ShortHash}, that of another artefact was registered or promoted")
            : model.Name != name ? throw new FormatException($"its artefact is of the model {model.Name}")
            : model;
    }
}
