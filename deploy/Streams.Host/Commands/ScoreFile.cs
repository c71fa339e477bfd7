using System.Text.Encodings.Web;
using System.Text.Json;
using Streams.Schemas.Models;

namespace Streams.Host.Commands;

/// <summary>What models say, as JSON lines.</summary>
internal sealed class ScoreFile(string path) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private readonly StreamWriter _writer = new(path);

    public void Write(ModelScore score) => _writer.WriteLine(JsonSerializer.Serialize(score, Json));

    public void Dispose() => _writer.Dispose();
}
