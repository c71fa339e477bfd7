namespace Streams.Models.Training;

/// <summary>What ML.NET says of a name.</summary>
internal sealed class NamePrediction
{
    /// <summary>How likely it was generated.</summary>
    public float Probability { get; set; }
}
