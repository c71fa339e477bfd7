namespace Streams.Schemas.Audit;

/// <summary>What the object is that <see cref="PodSpecReader"/> stands in, as far as its members' meaning depends on it.</summary>
internal enum PodSpecPlace
{
    Other,

    /// <summary>The whole body: <c>command</c> there is that of an exec.</summary>
    Body,
    HostPath,
    Capabilities,
    Profile,

    /// <summary>The value of a JSON patch's operation: what it is, its path says, which may follow.</summary>
    PatchValue,
}
