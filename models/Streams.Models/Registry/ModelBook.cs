namespace Streams.Models.Registry;

/// <summary>The process's models over windows: one thread sets the timeline, every stage looks at it.</summary>
public sealed class ModelBook
{
    private volatile ModelTimeline _timeline = ModelTimeline.None;

    /// <summary>The terms that are loaded.</summary>
    public ModelTimeline Timeline
    {
        get => _timeline;
        set => _timeline = value;
    }

    /// <summary>The book of terms that never change.</summary>
    public static ModelBook Of(params IReadOnlyList<ModelTerm> terms) => new() { Timeline = new ModelTimeline(terms, []) };
}
