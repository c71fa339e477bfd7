using System.Globalization;
using Streams.Detections.Thresholds;

namespace Streams.Detections.Matching;

/// <summary>A part of a date compared with a number. The date is taken as written, its zone is not looked at; a text that begins with no ISO 8601 date never matches.</summary>
internal sealed class TimeMatcher(TimePart part, Threshold threshold) : ValueMatcher
{
    private const int DateLength = 10;
    private const int MinuteLength = 16;

    public override int Cost => 5;

    public override bool Matches(in SlotValue value, SlotTable table)
    {
        var text = table.Text(in value);
        if (
            value.Kind != SlotKind.Text
            || text.Length < DateLength
            || !DateTime.TryParseExact(text[..DateLength], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        )
        {
            return false;
        }

        var hasTime = TryTime(text, out var hour, out var minute);
        return part switch
        {
            TimePart.Minute => hasTime && threshold.IsMet(minute),
            TimePart.Hour => hasTime && threshold.IsMet(hour),
            TimePart.Day => threshold.IsMet(date.Day),
            TimePart.Week => threshold.IsMet(ISOWeek.GetWeekOfYear(date)),
            TimePart.Month => threshold.IsMet(date.Month),
            _ => threshold.IsMet(date.Year),
        };
    }

    private static bool TryTime(ReadOnlySpan<char> text, out int hour, out int minute)
    {
        minute = 0;
        hour = 0;
        return text.Length >= MinuteLength
            && text[DateLength] is 'T' or 't' or ' '
            && text[13] == ':'
            && int.TryParse(text.Slice(11, 2), NumberStyles.None, CultureInfo.InvariantCulture, out hour)
            && int.TryParse(text.Slice(14, 2), NumberStyles.None, CultureInfo.InvariantCulture, out minute);
    }
}
