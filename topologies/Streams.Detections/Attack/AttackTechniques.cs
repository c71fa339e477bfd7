using System.Collections.Frozen;
using System.Globalization;

namespace Streams.Detections.Attack;

/// <summary>The numbers of MITRE ATT&amp;CK's techniques, to v19: Enterprise by number, those of ICS and Mobile by range. From 1600 on new ones are given out, so none is missed there.</summary>
internal static class AttackTechniques
{
    private const int FirstNew = 1600;
    private const int Last = 1699;

    /// <summary>Some older techniques are revoked or became others' sub-techniques.</summary>
    private const int LastOfOld = 1222;

    /// <summary>No technique has so many.</summary>
    private const int MostSubTechniques = 20;

    private const string Numbers = """
        1001 1003 1005-1008 1010-1012 1014 1016 1018 1020-1021 1025 1027 1029-1030 1033 1036-1037 1039-1041 1046-1049 1052-1053 1055-1057 1059 1068-1072 1074
        1078 1080 1082-1083 1087 1090-1092 1095 1098 1102 1104-1106 1110-1115 1119-1120 1123-1125 1127 1129 1132-1137 1140 1176 1185 1187 1189-1190 1195 1197
        1199-1205 1207 1210-1213 1216-1222 1480 1482 1484-1486 1489-1491 1495-1499 1505 1518 1525-1526 1528-1531 1534-1535 1537-1539 1542-1543 1546-1548 1550
        1552-1574 1578 1580 1583-1599 0800-0899 1398-1481 1509-1517 1521 1532-1533 1541 1544 1575-1577 1581-1582
        """;

    private static readonly FrozenSet<int> Known = Numbers.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).SelectMany(Range).ToFrozenSet();

    /// <summary>What is wrong with a technique's id; null: there is such a technique.</summary>
    /// <param name="id">As in <c>T1059.004</c>, the letter in any case.</param>
    public static string? Complaint(ReadOnlySpan<char> id)
    {
        var dot = id.IndexOf('.');
        var main = dot < 0 ? id : id[..dot];
        return main.Length != 5 || !int.TryParse(main[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? "is no technique's id: write t1059 or t1059.001"
            : number is > 1000 and <= LastOfOld && !Known.Contains(number)
                ? "is no technique of ATT&CK any more: it was revoked, or is a sub-technique of another"
            : !Known.Contains(number) && number is < FirstNew or > Last ? "is no technique of ATT&CK"
            : dot >= 0 && !IsSubTechnique(id[(dot + 1)..]) ? "is no sub-technique of ATT&CK"
            : null;
    }

    private static bool IsSubTechnique(ReadOnlySpan<char> digits) =>
        digits.Length == 3 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostSubTechniques;

    private static IEnumerable<int> Range(string text)
    {
        var ends = text.Split('-');
        var first = int.Parse(ends[0], CultureInfo.InvariantCulture);
        return Enumerable.Range(first, int.Parse(ends[^1], CultureInfo.InvariantCulture) - first + 1);
    }
}
