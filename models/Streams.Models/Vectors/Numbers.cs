namespace Streams.Models.Vectors;

/// <summary>Numbers of an artefact, checked.</summary>
internal static class Numbers
{
    /// <summary>So many finite numbers.</summary>
    /// <exception cref="FormatException">They are others.</exception>
    public static float[] Of(IReadOnlyList<float> numbers, int count, string name)
    {
        if (numbers.Count != count)
        {
            throw new FormatException($"it has {numbers.Count} {name}, {count} are needed");
        }

        foreach (var number in numbers)
        {
            Check(number, name);
        }

        return [.. numbers];
    }

    /// <summary>A finite number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static double Check(double number, string name) =>
        double.IsFinite(number) ? number : throw new FormatException($"{name} holds what is no finite number");
}
