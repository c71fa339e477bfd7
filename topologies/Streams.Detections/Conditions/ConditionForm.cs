using Streams.Detections.Matching;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>What conditions say by their form alone, whatever their selections look for.</summary>
/// <param name="CanHold">Whether any outcome of the selections makes one hold.</param>
/// <param name="CanFail">Whether any outcome of the selections makes none hold.</param>
/// <param name="HoldsOfNone">Whether one holds for an event that meets no selection.</param>
internal readonly record struct ConditionForm(bool CanHold, bool CanFail, bool HoldsOfNone)
{
    private const int MostSelections = 12;

    /// <summary>The form of conditions of which one is enough.</summary>
    /// <param name="conditions">As written.</param>
    /// <param name="node">Where they stand.</param>
    /// <param name="selections">The names of the selections.</param>
    /// <returns>Null where there are too many selections to try every outcome.</returns>
    public static ConditionForm? Of(IReadOnlyList<string> conditions, YamlNode node, IEnumerable<string> selections)
    {
        var names = selections.ToArray();
        if (names.Length > MostSelections)
        {
            return null;
        }

        var assumptions = names.ToDictionary(name => name, Expression (_) => new Assumption(), StringComparer.Ordinal);
        Expression[] parsed = [.. conditions.Select(condition => ConditionParser.Parse(condition, node, assumptions))];
        var nothing = new EventView(new FieldSlots());
        var (canHold, canFail, holdsOfNone) = (false, false, false);
        for (var outcome = 0; outcome < 1 << names.Length; outcome++)
        {
            for (var i = 0; i < names.Length; i++)
            {
                ((Assumption)assumptions[names[i]]).Holds = (outcome & (1 << i)) != 0; // it was made above
            }

            var holds = Array.Exists(parsed, condition => condition.Matches(nothing));
            canHold |= holds;
            canFail |= !holds;
            holdsOfNone |= holds && outcome == 0;
        }

        return new ConditionForm(canHold, canFail, holdsOfNone);
    }
}
