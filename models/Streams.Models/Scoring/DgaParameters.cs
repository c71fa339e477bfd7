using System.Text.Json.Serialization;

namespace Streams.Models.Scoring;

/// <summary>What the artefact of the model <c>dga</c> holds.</summary>
internal sealed record DgaParameters
{
    /// <summary>The version.</summary>
    [JsonRequired]
    public required string Version { get; init; }

    /// <summary>The day it was trained.</summary>
    [JsonRequired]
    public required string Date { get; init; }

    /// <summary>The features it was trained on, in order.</summary>
    [JsonRequired]
    public required string[] Features { get; init; }

    /// <summary>A weight for each feature.</summary>
    [JsonRequired]
    public required float[] Weights { get; init; }

    /// <summary>What is added to the weighted sum.</summary>
    [JsonRequired]
    public required float Bias { get; init; }

    /// <summary>Platt's slope.</summary>
    [JsonRequired]
    public required double Slope { get; init; }

    /// <summary>Platt's offset.</summary>
    [JsonRequired]
    public required double Offset { get; init; }

    /// <summary>See <see cref="Names.NameLanguage.Costs"/>.</summary>
    [JsonRequired]
    public required byte[] Trigrams { get; init; }

    /// <summary>See <see cref="Names.NameLanguage.Pieces"/>.</summary>
    [JsonRequired]
    public required string Pieces { get; init; }
}
