namespace Streams.Models.Registry;

/// <summary>The process's models over windows: one thread sets the timeline, every stage looks at it.</summary>
public sealed class ModelRegistry
{
    private volatile ModelTimeline _timeline = ModelTimeline.None;

    /// <summary>The terms that are loaded.</summary>
    public ModelTimeline Timeline
    {
        get => _timeline;
        set => _timeline = value;
    }

    /// <summary>The registry of terms that never change.</summary>
    public static ModelRegistry Of(params IReadOnlyList<ModelTerm> terms) => new() { Timeline = new ModelTimeline(terms, []) };
}
