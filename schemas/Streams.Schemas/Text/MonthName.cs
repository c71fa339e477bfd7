namespace Streams.Schemas.Text;

/// <summary>The English months as three letters.</summary>
internal static class MonthName
{
    private static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    /// <summary>The month, from 1, that the text begins with; 0 where it begins with none.</summary>
    public static int Of(ReadOnlySpan<byte> text)
    {
        for (var month = 0; text.Length >= 3 && month < 12; month++)
        {
            if (text.StartsWith(Months.Slice(month * 3, 3)))
            {
                return month + 1;
            }
        }

        return 0;
    }
}
