namespace Streams.Schemas.Labels;

/// <summary>The names of verdicts.</summary>
public static class AlertVerdicts
{
    /// <summary>All names, in the order of <see cref="AlertVerdict"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["true", "false", "benign"];

    /// <summary>The name of a verdict.</summary>
    public static string Name(this AlertVerdict verdict) => Names[(int)verdict];

    /// <summary>The verdict of a name; false where there is none.</summary>
    public static bool TryParse(string name, out AlertVerdict verdict)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                verdict = (AlertVerdict)i;
                return true;
            }
        }

        verdict = default;
        return false;
    }
}
