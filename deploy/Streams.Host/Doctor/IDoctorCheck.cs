namespace Streams.Host.Doctor;

/// <summary>Looks at one thing. What goes wrong while looking may be thrown: it becomes a failure of the check.</summary>
internal interface IDoctorCheck
{
    /// <summary>What it looks at: <c>kafka</c>, <c>topics</c> …</summary>
    string Name { get; }

    /// <summary>The check without whose success there is nothing to look at; null: none.</summary>
    string? Needs => null;

    /// <summary>Looks; at least one finding.</summary>
    Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel);
}
