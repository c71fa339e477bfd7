using Microsoft.ML.Data;
using Streams.Models.Names;

namespace Streams.Models.Training;

/// <summary>A name as ML.NET sees it.</summary>
internal sealed class NameRow
{
    /// <summary>Whether it was generated.</summary>
    public bool Label { get; set; }

    /// <summary>Its <see cref="DomainFeatures"/>.</summary>
    [VectorType(DomainFeatures.Count)]
    public float[] Features { get; set; } = new float[DomainFeatures.Count];
}
