using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Streams.Models.Artefacts;
using Streams.Models.Tests.Support;
using Streams.Models.Training.Onnx;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;

namespace Streams.Models.Tests.Onnx;

/// <summary>ONNX files of every trainer, scored by another's runtime.</summary>
public sealed class OnnxExportTests
{
    [Theory]
    [InlineData("lightgbm")]
    [InlineData("logistic")]
    [InlineData("pca")]
    [InlineData("kmeans")]
    public void Another_runtime_gives_the_same_scores(string trainer)
    {
        var table = SomeWindows.Table();
        var model = WindowModel.Of(WindowModelTrainer.Train("m", table, new TrainerSettings { Name = trainer, Seed = 3 }));
        var columns = model.Artefact.Features.Select(model.Set.IndexOf).ToArray();
        using var session = new InferenceSession(OnnxExport.Write(model));
        var input = new DenseTensor<float>([table.Rows.Count, columns.Length]);
        for (var r = 0; r < table.Rows.Count; r++)
        {
            for (var c = 0; c < columns.Length; c++)
            {
                input[r, c] = table.Rows[r].Values[columns[c]];
            }
        }

        using var results = session.Run([NamedOnnxValue.CreateFromTensor("features", input)]);
        var scores = results.Single(r => r.Name == "score").AsTensor<float>().ToArray();

        Assert.Equal(table.Rows.Count, scores.Length);
        Assert.All(table.Rows.Zip(scores), r => Assert.Equal(model.Score(r.First.Values), r.Second, 1e-4 * Math.Max(1, model.Score(r.First.Values))));
        Assert.Equal(model.Hash, session.ModelMetadata.CustomMetadataMap["hash"]);
    }

    [Fact]
    public void The_same_artefact_gives_the_same_bytes()
    {
        var artefact = WindowModelTrainer.Train("m", SomeWindows.Table(), new TrainerSettings { Name = "lightgbm", Seed = 3 });

        Assert.Equal(OnnxExport.Write(WindowModel.Of(artefact)), OnnxExport.Write(WindowModel.Of(artefact)));
    }
}
