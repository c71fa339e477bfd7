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
    private readonly Dictionary<(string Name, int Version, string Hash), (WindowModel? Model, string? Refusal)> _read = [];

    /// <summary>Every action with the time of its append, in order.</summary>
    public IReadOnlyList<(Timestamp At, ModelAction Action)> Actions => _actions;

    /// <summary>The registered versions, by name and version.</summary>
    public IEnumerable<RegisteredModel> Registered =>
        _registered.OrderBy(r => r.Key.Name, StringComparer.Ordinal).ThenBy(r => r.Key.Version).Select(r => r.Value);

    /// <summary>Takes in a record of <c>models</c>.</summary>
    public void Add(RegisteredModel model)
    {
        _registered[(model.Name, model.Version)] = model;
        foreach (var key in _read.Keys.Where(k => k.Name == model.Name && k.Version == model.Version).ToArray())
        {
            _read.Remove(key);
        }
    }

    /// <summary>Takes in a record of <c>models.log</c>.</summary>
    public void Add(ModelAction action, Timestamp at) => _actions.Add((at, action with { EffectiveFrom = Timestamp.Max(action.EffectiveFrom, at) }));

    /// <summary>A registered version; null: there is none.</summary>
    public RegisteredModel? Find(string name, int version) => _registered.GetValueOrDefault((name, version));

    /// <summary>
    /// What a roll-back has judge again: the version under the one in force, in the order in which they were promoted; null: there is none.
    /// What was taken back does not come back by a second roll-back, and what was withdrawn by none.
    /// </summary>
    public RegisteredModel? Former(string name)
    {
        var standing = new List<int>();
        var isVacant = true;
        foreach (var (_, action) in _actions.Where(a => a.Action.Name == name))
        {
            switch (action.Kind)
            {
                case ModelActionKind.Promote:
                    standing.Remove(action.Version);
                    standing.Add(action.Version);
                    isVacant = false;
                    break;
                case ModelActionKind.Rollback:
                    var at = standing.IndexOf(action.Version) is >= 0 and var found ? found : standing.Count;
                    standing.RemoveRange(at, standing.Count - at);
                    standing.Add(action.Version);
                    isVacant = false;
                    break;
                case ModelActionKind.Withdraw:
                    isVacant |= standing.Count > 0 && standing[^1] == action.Version;
                    standing.Remove(action.Version);
                    break;
            }
        }

        var former = standing.Count - (isVacant ? 1 : 2);
        return former < 0 ? null : Find(name, standing[former]);
    }

    /// <summary>The spans of time for which versions judge or are watched, as it was said, whether or not they can be loaded; of each name and kind they follow one another.</summary>
    public IReadOnlyList<ModelSpan> Spans() => Spans(static _ => true);

    /// <summary>The terms that windows from a time on need. A version that cannot be used is left out, with the reason, as if nobody had named it: the one before it goes on.</summary>
    /// <param name="since">Windows that ended before are closed.</param>
    public ModelTimeline Load(Timestamp since) => Load(since, since);

    /// <summary>The same, and the refusals of versions that were to judge later than another time.</summary>
    /// <param name="since">Windows that ended before are closed.</param>
    /// <param name="refused">Of what ended before it nobody need be told.</param>
    public ModelTimeline Load(Timestamp since, Timestamp refused)
    {
        var spans = Spans(action => action.Kind == ModelActionKind.Withdraw || Use(action.Name, action.Version, action.Hash).Model is not null)
            .Where(s => s.Until > since);
        var terms = spans
            .OrderBy(s => s.Name, StringComparer.Ordinal)
            .ThenBy(s => s.IsShadow)
            .ThenBy(s => s.From)
            .Select(s => new ModelTerm(Use(s.Name, s.Version, s.Hash).Model!, s.Version, s.IsShadow, s.From, s.Until)) // only such have spans
            .ToArray();
        var refusals = Spans()
            .Where(s => s.Until > refused)
            .Select(s => Use(s.Name, s.Version, s.Hash).Refusal is { } reason ? $"{s.Name}/{s.Version}: {reason}" : null);
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

    /// <summary>A version, or why it cannot be used. Each is read once.</summary>
    private (WindowModel? Model, string? Refusal) Use(string name, int version, string hash)
    {
        if (Find(name, version) is null)
        {
            return (null, "it is not in the topic models"); // it may come
        }

        if (!_read.TryGetValue((name, version, hash), out var read))
        {
            try
            {
                read = (Read(name, version, hash), null);
            }
            catch (FormatException e)
            {
                read = (null, e.Message);
            }

            _read.Add((name, version, hash), read);
        }

        return read;
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
