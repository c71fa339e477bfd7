using Streams.Models.Scoring;
using Streams.Models.Training;

namespace Streams.Models.Tests.Support;

internal static class Some
{
    private static readonly Lazy<TrainedNameModel> Trained = new(() => NameModelTrainer.Train(new NameTrainingOptions()));
    private static readonly Lazy<DgaModel> Shipped = new(() => DgaModel.Load(Path.Combine(Repository, "models/trained/dga/dga.json")));

    /// <summary>One training for all tests.</summary>
    public static TrainedNameModel Training => Trained.Value;

    public static DgaModel Model => Shipped.Value;

    public static string Repository
    {
        get
        {
            var directory = AppContext.BaseDirectory;
            while (!Directory.Exists(Path.Combine(directory, "models/trained")))
            {
                directory = Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("models/trained");
            }

            return directory;
        }
    }
}
