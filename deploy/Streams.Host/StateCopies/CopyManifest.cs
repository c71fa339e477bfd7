namespace Streams.Host.StateCopies;

/// <summary>What a copy of an installation's state holds: <c>manifest.json</c>.</summary>
internal sealed record CopyManifest
{
    /// <summary>The version of this form.</summary>
    public const int Newest = 1;

    /// <summary>The version of the form that was written.</summary>
    public int Form { get; init; } = Newest;

    /// <summary>The version of Streams that wrote it.</summary>
    public string Streams { get; init; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset Made { get; init; }

    /// <summary>The id of the Kafka cluster: its raw topics can be read on at the same offsets.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>The stages' inputs.</summary>
    public IReadOnlyList<StageCopy> Stages { get; init; } = [];

    /// <summary>Topics that are kept whole.</summary>
    public IReadOnlyList<TopicCopy> Topics { get; init; } = [];

    /// <summary>How far the sinks were.</summary>
    public IReadOnlyList<SinkPosition> Sinks { get; init; } = [];

    /// <summary>Every file.</summary>
    public IEnumerable<CopyFile> Files() =>
        Stages.Select(s => s.State).Concat(Stages.Select(s => s.Waiting).OfType<CopyFile>()).Concat(Topics.Select(t => t.Records));
}
