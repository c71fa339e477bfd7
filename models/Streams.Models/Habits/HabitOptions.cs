namespace Streams.Models.Habits;

/// <summary>How surprise is measured. The factors were fitted on the recordings S0, S1, S3 and S4 (docs/models.md).</summary>
public sealed record HabitOptions
{
    /// <summary>Nothing costs anything before an aspect has so many sightings; default 8.</summary>
    public int LeastSightings { get; init; } = 8;

    /// <summary>Nor before the entity is so old; default 20 s.</summary>
    public TimeSpan LeastAge { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Sightings of a value within this time are one; default 1 s.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most values remembered of an aspect; the longest unseen are forgotten first; default 2,000.</summary>
    public int MaxValues { get; init; } = 2_000;

    /// <summary>The most entities remembered; those of which nothing is settled are forgotten first, then those quiet longest; default 100,000.</summary>
    public int MaxEntities { get; init; } = 100_000;

    /// <summary>The most surprises of principals, and of workloads, remembered for a day; the oldest tenth is forgotten first; default 50,000.</summary>
    public int MaxSurprises { get; init; } = 50_000;

    /// <summary>The bytes that entities and values of a cluster take, about; default 256 MiB. Of more, entities are forgotten as above.</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>After so many sightings of an aspect its rate of surprise is an expectation; default 30.</summary>
    public int Settled { get; init; } = 30;

    /// <summary>Before that, the part of the running sum of −p·ln p that is expected; default 0.7.</summary>
    public double Unsettled { get; init; } = 0.7;

    /// <summary>By how many standard deviations of what is expected a window must exceed it; default 1. New things come in bursts by chance as well.</summary>
    public double Spread { get; init; } = 1;

    /// <summary>The same for the long window; default 3.</summary>
    public double LongSpread { get; init; } = 3;

    /// <summary>Evidence of an alert below level high that nobody has judged for so long teaches after all; evidence of any that was not seen for so long is news again; default 1 day.</summary>
    public TimeSpan HeldLasts { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Alerts of one rule within this time hold a value back as one; default 1 h.</summary>
    public TimeSpan HeldQuiet { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The most values of principals, and of workloads, that are held back; the oldest tenth is forgotten first; default 20,000.</summary>
    public int MaxHeld { get; init; } = 20_000;

    /// <summary>How long a roll-out excuses; default 10 minutes.</summary>
    public TimeSpan RollOutLasts { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The factor of a roll-out; default 0.3.</summary>
    public double RollOut { get; init; } = 0.3;

    /// <summary>How soon after a look-up an address is that look-up's; default 3 s.</summary>
    public TimeSpan LookUpLasts { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For how long a domain must have been known that excuses an address; default 30 s.</summary>
    public TimeSpan DomainKnown { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The factor of an address that was looked up; default 0.15.</summary>
    public double LookedUp { get; init; } = 0.15;

    /// <summary>The factor of an object of one's own; default 0.3.</summary>
    public double Own { get; init; } = 0.3;

    /// <summary>The factor of a service account's habitual kind of act on a new object; default 0.8.</summary>
    public double HabitualAct { get; init; } = 0.8;

    /// <summary>The same of a person; default 0.45.</summary>
    public double HabitualActOfPerson { get; init; } = 0.45;

    /// <summary>The factor of a value that others have; default 0.4.</summary>
    public double Common { get; init; } = 0.4;

    /// <summary>What a surprise counts in the light of what may explain it.</summary>
    internal double FactorOf(HabitExcuses excuses, bool isPerson) =>
        ((excuses & HabitExcuses.RollOut) != 0 ? RollOut : 1)
        * ((excuses & HabitExcuses.LookedUp) != 0 ? LookedUp : 1)
        * ((excuses & HabitExcuses.Own) != 0 ? Own : 1)
        * (
            (excuses & HabitExcuses.HabitualAct) == 0 ? 1
            : isPerson ? HabitualActOfPerson
            : HabitualAct
        )
        * ((excuses & HabitExcuses.Common) != 0 ? Common : 1);
}
