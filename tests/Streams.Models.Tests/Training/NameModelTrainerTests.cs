using Streams.Models.Scoring;
using Streams.Models.Tests.Support;
using Streams.Models.Training;

namespace Streams.Models.Tests.Training;

/// <summary>
/// The artefact in the repository is what the trainer makes.
/// To write it anew: <c>STREAMS_TRAIN=1 dotnet run --project tests/Streams.Models.Tests</c>.
/// </summary>
public sealed class NameModelTrainerTests(ITestOutputHelper output)
{
    [Fact]
    public void Train_same_seed_gives_the_same_bytes()
    {
        var options = new NameTrainingOptions { Names = 4_000, LanguageNames = 4_000 };
        Assert.Equal(NameModelTrainer.Train(options).Artefact, NameModelTrainer.Train(options).Artefact);
        Assert.NotEqual(NameModelTrainer.Train(options).Artefact, NameModelTrainer.Train(options with { Seed = 7 }).Artefact);
    }

    [Fact]
    public void The_artefact_in_the_repository_is_what_the_trainer_makes()
    {
        var path = Path.Combine(Some.Repository, "models/trained/dga/dga.json");
        if (Environment.GetEnvironmentVariable("STREAMS_TRAIN") == "1")
        {
            File.WriteAllBytes(path, Some.Training.Artefact);
        }

        output.WriteLine($"training AUC {Some.Training.TrainingAuc:F4}");
        Assert.Equal(DgaModel.Read(Some.Training.Artefact).Identity, DgaModel.Load(path).Identity);
    }
}
