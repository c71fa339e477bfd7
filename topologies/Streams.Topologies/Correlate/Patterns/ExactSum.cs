namespace Streams.Topologies.Correlate.Patterns;

/// <summary>
/// A sum that numbers can be taken from again without a trace: kept in 2⁻⁶⁴ as a whole number, so that neither order nor what has come and gone matters.
/// Numbers of 2⁻¹² to 2⁴⁶ (and 0) fit, at most 2¹⁶ of them; the others are counted, and while there are any the sum must be made anew.
/// </summary>
internal struct ExactSum
{
    private const double Scale = 18_446_744_073_709_551_616.0;
    private const double Least = 1.0 / 4_096;
    private const double Most = 70_368_744_177_664;
    private Int128 _scaled;
    private int _others;

    /// <summary>Whether <see cref="Value"/> is right.</summary>
    public readonly bool IsExact => _others == 0;

    /// <summary>The sum, rounded once.</summary>
    public readonly double Value => (double)_scaled / Scale;

    public void Add(double number)
    {
        if (Fits(number))
        {
            _scaled += (Int128)(number * Scale);
        }
        else
        {
            _others++;
        }
    }

    public void Subtract(double number)
    {
        if (Fits(number))
        {
            _scaled -= (Int128)(number * Scale);
        }
        else
        {
            _others--;
        }
    }

    private static bool Fits(double number) => Math.Abs(number) is 0 or (>= Least and <= Most);
}
