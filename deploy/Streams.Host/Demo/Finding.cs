namespace Streams.Host.Demo;

/// <summary>An alert of any detector, as the comparison sees it.</summary>
/// <param name="Title">Its name.</param>
/// <param name="First">Nanoseconds since the epoch.</param>
/// <param name="Last">Nanoseconds since the epoch.</param>
/// <param name="Names">The entities it names.</param>
/// <param name="Techniques">ATT&amp;CK techniques, without sub-techniques.</param>
/// <param name="Texts">The evidence.</param>
internal sealed record Finding(
    string Title,
    long First,
    long Last,
    IReadOnlyCollection<string> Names,
    IReadOnlyCollection<string> Techniques,
    IReadOnlyCollection<string> Texts
);
