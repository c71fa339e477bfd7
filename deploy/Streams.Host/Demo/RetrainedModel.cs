using Streams.Models.Training.Evaluation;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;
using Streams.Schemas.Events;

namespace Streams.Host.Demo;

/// <summary>A model that was trained on what the demo recorded.</summary>
/// <param name="Model">The model.</param>
/// <param name="Evaluation">What its evaluation found; the model was promoted where it passed.</param>
/// <param name="From">The first end of a window that it judges then.</param>
/// <param name="Windows">The recorded windows.</param>
internal sealed record RetrainedModel(WindowModel Model, ModelEvaluation Evaluation, Timestamp From, IReadOnlyList<TrainingRow> Windows);
