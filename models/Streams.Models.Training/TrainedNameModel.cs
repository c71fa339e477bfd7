using Microsoft.ML;
using Streams.Models.Names;

namespace Streams.Models.Training;

/// <summary>What a training gives.</summary>
/// <param name="Artefact">The bytes to keep.</param>
/// <param name="Language">What ordinary names are made of.</param>
/// <param name="Context">ML.NET's context.</param>
/// <param name="Model">ML.NET's own model, to compare with.</param>
/// <param name="TrainingAuc">Area under the curve on the names it was trained on.</param>
internal sealed record TrainedNameModel(byte[] Artefact, NameLanguage Language, MLContext Context, ITransformer Model, double TrainingAuc);
