namespace Streams.Models.Training;

/// <summary>The words that ordinary names are composed of: <c>words.txt</c>, written for this project.</summary>
internal static class OrdinaryWords
{
    /// <summary>Every word once, in the order of the file.</summary>
    public static IReadOnlyList<string> All { get; } = Read();

    private static string[] Read()
    {
        using var stream = typeof(OrdinaryWords).Assembly.GetManifestResourceStream("words.txt")!; // embedded by the project file
        using var reader = new StreamReader(stream);
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n')
                .Where(line => !line.StartsWith('#'))
                .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Distinct(),
        ];
    }
}
