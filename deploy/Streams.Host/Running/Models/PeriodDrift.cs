using Streams.Models.Drift;
using Streams.Models.Registry;

namespace Streams.Host.Running.Models;

/// <summary>How far the windows of a period have moved from those that a version was trained on.</summary>
/// <param name="Term">The version.</param>
/// <param name="Period">The period's name.</param>
/// <param name="Windows">How many windows there are.</param>
/// <param name="Findings">How many of them reach the threshold.</param>
/// <param name="Values">The features and the score.</param>
internal sealed record PeriodDrift(ModelTerm Term, string Period, int Windows, int Findings, IReadOnlyList<DriftedValue> Values)
{
    /// <summary>Whether there are windows enough to say anything.</summary>
    public bool IsJudged => Values.Any(v => v.Figure.IsJudged);

    /// <summary>The values that have moved.</summary>
    public IEnumerable<DriftFigure> Moved => Values.Select(v => v.Figure).Where(f => f.HasMoved);
}
