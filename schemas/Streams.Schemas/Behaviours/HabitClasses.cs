namespace Streams.Schemas.Behaviours;

/// <summary>All classes of habits, by their number.</summary>
public static class HabitClasses
{
    /// <summary>The number of aspects.</summary>
    public const int Aspects = 4;

    private static readonly HabitClassRow[] Rows =
    [
        new(HabitClass.Secret, HabitAspect.Act, "secrets"),
        new(HabitClass.Exec, HabitAspect.Act, "exec"),
        new(HabitClass.Token, HabitAspect.Act, "tokens"),
        new(HabitClass.Rbac, HabitAspect.Act, "rbac"),
        new(HabitClass.OtherAct, HabitAspect.Act, "acts"),
        new(HabitClass.Inside, HabitAspect.Destination, "inside"),
        new(HabitClass.Outside, HabitAspect.Destination, "outside"),
        new(HabitClass.Denied, HabitAspect.Destination, "denied"),
        new(HabitClass.Answered, HabitAspect.Domain, "domains"),
        new(HabitClass.Missing, HabitAspect.Domain, "missing_domains"),
        new(HabitClass.Program, HabitAspect.Program, "programs"),
    ];

    /// <summary>All rows; a class's number is its index.</summary>
    public static IReadOnlyList<HabitClassRow> All => Rows;

    /// <summary>The row of a class.</summary>
    public static HabitClassRow Row(this HabitClass @class) => Rows[(int)@class];

    /// <summary>Finds a class by its name.</summary>
    public static bool TryParse(string name, out HabitClass @class)
    {
        var row = Array.Find(Rows, r => r.Name == name);
        @class = row?.Class ?? default;
        return row is not null;
    }
}
