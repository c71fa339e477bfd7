using System.Globalization;
using Streams.Models.Vectors;
using Streams.Schemas.Events;

namespace Streams.Models.Registry;

/// <summary>A version of a model and the time for which it scores.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">Its version.</param>
/// <param name="IsShadow">Whether it is only watched.</param>
/// <param name="From">The first end of a window that it scores.</param>
/// <param name="Until">The first that it scores no more; <see cref="Timestamp.Never"/>: nobody has said.</param>
public sealed record ModelTerm(WindowModel Model, int Version, bool IsShadow, Timestamp From, Timestamp Until)
{
    /// <summary><c>name/version/hash</c>.</summary>
    public string Identity { get; } = string.Create(CultureInfo.InvariantCulture, $"{Model.Name}/{Version}/{Model.ShortHash}");

    /// <summary>Whether it scores a window.</summary>
    /// <param name="set">The set of the window.</param>
    /// <param name="start">Its start.</param>
    /// <param name="end">Its end.</param>
    public bool Scores(string set, Timestamp start, Timestamp end) => end >= From && end < Until && Model.Set.Name == set && end - start == Model.Window;
}
