using Streams.Models.Artefacts;

namespace Streams.Models.Training.Windows;

/// <summary>Fits the parameters of one kind of model.</summary>
internal interface IWindowTrainer
{
    /// <summary>The name by which it is asked for.</summary>
    string Name { get; }

    /// <summary>Whether it learns from labels; else from what is ordinary.</summary>
    bool NeedsLabels { get; }

    /// <summary>Whether it wants features made comparable.</summary>
    bool NeedsStandard { get; }

    /// <summary>Fits.</summary>
    /// <param name="artefact">The model without parameters.</param>
    /// <param name="rows">The features, as the model's scorer will take them.</param>
    /// <param name="attacks">By row whether it is of an attack.</param>
    ModelArtefact Fit(ModelArtefact artefact, float[][] rows, bool[] attacks);
}
