using System.Diagnostics;
using System.Globalization;
using System.Text;
using Streams.Models.Names;
using Streams.Models.Scoring;
using Streams.Models.Tests.Support;
using Streams.Models.Training;

namespace Streams.Models.Tests.Scoring;

public sealed class DgaModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Score_of_ten_thousand_names_equals_the_prediction_engine()
    {
        var training = Some.Training;
        var model = DgaModel.Read(training.Artefact);
        var engine = training.Context.Model.CreatePredictionEngine<NameRow, NamePrediction>(training.Model);
        var row = new NameRow();
        var worst = 0.0;
        foreach (var name in Names(10_000))
        {
            Assert.True(DomainFeatures.TryRead(name, training.Language, row.Features));
            worst = Math.Max(worst, Math.Abs(engine.Predict(row).Probability - model.Score(name)));
        }

        output.WriteLine($"largest difference {worst:E2}");
        Assert.True(worst <= 1e-6, worst.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".com")]
    [InlineData("--_-.example")]
    [InlineData("bücher.example")]
    [InlineData("пример.рф")]
    [InlineData("\ud83d\ude00.example")]
    [InlineData("\ud800.example")]
    [InlineData("a\0b.example")]
    [InlineData("xn--bcher-kva.example")]
    [InlineData("XN--80AK6AA92E.example")]
    public void Score_of_what_the_model_cannot_judge_is_zero(string domain) => Assert.Equal(0, Some.Model.Score(domain));

    [Theory]
    [InlineData("a")]
    [InlineData("x.")]
    [InlineData("4.example")]
    [InlineData("corp.example")]
    [InlineData("paymentgateway.example")]
    [InlineData("api-7f3a.example")]
    public void Score_of_short_and_ordinary_names_is_below_the_threshold(string domain) => Assert.InRange(Some.Model.Score(domain), 0, 0.8);

    [Fact]
    public void Score_of_any_text_is_between_zero_and_one()
    {
        var random = new Random(5);
        var text = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            text.Clear();
            for (var length = random.Next(300); length > 0; length--)
            {
                text.Append((char)random.Next(i % 2 == 0 ? 0x80 : 0x10000));
            }

            Assert.InRange(Some.Model.Score(text.ToString()), 0, 1);
        }

        Assert.InRange(Some.Model.Score(new string('a', 255)), 0, 1);
        Assert.InRange(Some.Model.Score(new string('-', 255)), 0, 1);
        Assert.InRange(Some.Model.Score(new string('7', 100_000)), 0, 1);
    }

    [Fact]
    public void Score_ignores_case() => Assert.Equal(Some.Model.Score("xkqjzhwvbnxx.example"), Some.Model.Score("XKQjzhwvBNxX.Example"));

    [Fact]
    public void Score_allocates_nothing_and_is_fast()
    {
        var names = Names(2_000).ToArray();
        var sum = names.Sum(Some.Model.Score);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < 50; round++)
        {
            foreach (var name in names)
            {
                sum += Some.Model.Score(name);
            }
        }

        var each = Stopwatch.GetElapsedTime(start).TotalNanoseconds / (50.0 * names.Length);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{each:F0} ns a name, {allocated} bytes in all ({sum:F0})");
        Assert.Equal(0, allocated);
        Assert.True(each < 20_000, "ten times the target: a shared machine, an unoptimised build");
    }

    [Fact]
    public void Identity_names_version_and_hash() => Assert.Matches("^dga/1\\.1\\.0/[0-9a-f]{12}$", Some.Model.Identity);

    [Fact]
    public void Load_of_a_missing_artefact_says_where()
    {
        var error = Assert.Throws<ModelArtefactException>(() => DgaModel.Load("/nowhere/dga.json"));
        Assert.Contains("/nowhere/dga.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such file", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "damaged")]
    [InlineData("\"entropy\"", "\"other\"", "other features")]
    [InlineData("\"bias\"", "\"bais\"", "damaged")]
    [InlineData("\"trigrams\": \"", "\"trigrams\": \"AAAA", "trigrams")]
    [InlineData("\"pieces\": \"", "\"pieces\": \"A", "pieces")]
    [InlineData("\"slope\": -1", "\"slope\": null", "damaged")]
    [InlineData("\"version\": \"1.1.0\"", "\"version\": null", "damaged")]
    [InlineData("\"pieces\": \"", "\"pieces\": null, \"x\": \"", "damaged")]
    public void Load_of_a_damaged_artefact_says_why(string part, string other, string reason)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("dga").FullName, "dga.json");
        var whole = Encoding.UTF8.GetString(Some.Training.Artefact);
        File.WriteAllText(path, part.Length == 0 ? whole[..(whole.Length / 2)] : whole.Replace(part, other, StringComparison.Ordinal));
        var error = Assert.Throws<ModelArtefactException>(() => DgaModel.Load(path));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static IEnumerable<string> Names(int count)
    {
        var ordinary = new OrdinaryNames(OrdinaryWords.All, new Random(77));
        var generated = new GeneratedNames(OrdinaryWords.All, new Random(78));
        return Enumerable.Range(0, count).Select(i => (i % 2 == 0 ? ordinary.Next() : generated.Next()) + ".example");
    }
}
