using System.Globalization;
using System.Text;
using Streams.Models.Registry;
using Streams.Models.Training.Evaluation;
using Streams.Schemas.Events;
using Streams.Schemas.Models;

namespace Streams.Host.Commands.Models;

/// <summary>What the topics tell of models, for a person.</summary>
internal static class ModelText
{
    private const int ShortHash = 12;

    /// <summary>The versions.</summary>
    public static string List(ModelHistory history)
    {
        var (spans, now) = (history.Spans(), Timestamp.Now(TimeProvider.System));
        var refusals = history.Load(now).Refusals;
        var lines = history.Registered.Select(r =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Key}\t{r.Hash[..Math.Min(ShortHash, r.Hash.Length)]}\t{DoesOf(spans, r, now)}\t{ModelEvaluation.VerdictOf(r.Evaluation)}{string.Concat(refusals.Where(f => f.StartsWith($"{r.Key}: ", StringComparison.Ordinal)).Select(f => $"\tREFUSED, {f[(r.Key.Length + 2)..]}"))}"
            )
        );
        return history.Registered.Any() ? string.Join('\n', lines) : "no model is registered; 'streams models register FILE' does so";
    }

    /// <summary>A version, whole.</summary>
    public static string Show(ModelHistory history, RegisteredModel model) =>
        $"{model.Key} {model.Hash}\n{Encoding.UTF8.GetString(model.Artefact)}{model.Evaluation}{History(history, model.Name, null)}";

    /// <summary>Who did what when and why.</summary>
    public static string History(ModelHistory history, string? name, Timestamp? at)
    {
        if (at is { } end)
        {
            var judged = history.Spans().Where(s => !s.IsShadow && (name is null || s.Name == name) && s.From <= end && s.Until > end).ToArray();
            return judged.Length == 0
                ? "no version judged windows that ended then"
                : string.Join('\n', judged.Select(s => $"{s.Name}/{s.Version}\t{s.Hash}\tfrom {s.From.Format()}"));
        }

        return string.Join(
            '\n',
            history
                .Actions.Where(a => name is null || a.Action.Name == name)
                .Select(a =>
                    $"{a.At.Format()}\t{a.Action.By}\t{ModelActionCodec.NameOf(a.Action.Kind)} {a.Action.Name}/{a.Action.Version} {a.Action.Hash[..Math.Min(ShortHash, a.Action.Hash.Length)]}{(a.Action.Kind == ModelActionKind.Register ? "" : $"\tfrom {a.Action.EffectiveFrom.Format()}")}\t{a.Action.Note}"
                )
        );
    }

    private static string DoesOf(IReadOnlyList<ModelSpan> spans, RegisteredModel model, Timestamp now)
    {
        var own = spans.Where(s => s.Name == model.Name && s.Version == model.Version && s.Until > now).ToArray();
        return own.Length == 0
            ? "idle"
            : string.Join(
                ", ",
                own.Select(s => $"{(s.IsShadow ? "watched" : "judges")} from {s.From.Format()}{(s.Until.IsNever ? "" : $" until {s.Until.Format()}")}")
            );
    }
}
