namespace Streams.Schemas.Models;

/// <summary>A version of a model as it stands in the topic <c>models</c>.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">Counted from 1.</param>
/// <param name="Hash">SHA-256 of the artefact, hex.</param>
/// <param name="Artefact">Its bytes.</param>
/// <param name="Evaluation">The evaluation of these bytes as JSON; empty: none.</param>
public sealed record RegisteredModel(string Name, int Version, string Hash, byte[] Artefact, string Evaluation)
{
    /// <summary>The record's key.</summary>
    public string Key => $"{Name}/{Version}";
}
