using Streams.Schemas.Events;

namespace Streams.Models.Registry;

/// <summary>The terms that are loaded. A window is scored by the version in force at its end, wherever and whenever it is closed. Immutable.</summary>
/// <param name="Terms">The terms, by name, shadow and time.</param>
/// <param name="Refusals">Why versions that were to score cannot be used.</param>
public sealed record ModelTimeline(IReadOnlyList<ModelTerm> Terms, IReadOnlyList<string> Refusals)
{
    /// <summary>No model.</summary>
    public static ModelTimeline None { get; } = new([], []);

    /// <summary>The version that judged windows of an end; null: none.</summary>
    public ModelTerm? At(string name, Timestamp end)
    {
        foreach (var term in Terms)
        {
            if (!term.IsShadow && term.Model.Name == name && end >= term.From && end < term.Until)
            {
                return term;
            }
        }

        return null;
    }

    /// <summary>The version that judges, or is to, until somebody says otherwise: what a promotion replaces; null: none.</summary>
    public ModelTerm? Standing(string name)
    {
        foreach (var term in Terms)
        {
            if (!term.IsShadow && term.Model.Name == name && term.Until.IsNever)
            {
                return term;
            }
        }

        return null;
    }
}
