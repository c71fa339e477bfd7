namespace Streams.Models.Scoring;

/// <summary>A model's artefact is missing or damaged. Ends the process at start: rules that name the model would stay silent.</summary>
/// <param name="path">Where the artefact should be.</param>
/// <param name="reason">What is wrong with it.</param>
/// <param name="cause">The error below, if any.</param>
public sealed class ModelArtefactException(string path, string reason, Exception? cause = null)
    : Exception($"the model {path} cannot be used: {reason}", cause);
