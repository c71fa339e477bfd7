namespace Streams.Models.Training.Windows;

/// <summary>Eigenvalues and vectors of a symmetric matrix by Jacobi's rotations: exact to rounding, always in the same order of steps.</summary>
internal static class SymmetricEigen
{
    private const int MaxSweeps = 64;
    private const double Nothing = 1e-30;

    /// <summary>The values, and the vectors as columns, in no order.</summary>
    public static (double[] Values, double[,] Vectors) Of(double[,] matrix)
    {
        var (count, left) = (matrix.GetLength(0), (double[,])matrix.Clone());
        var vectors = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            vectors[i, i] = 1;
        }

        for (var sweep = 0; sweep < MaxSweeps && !IsDiagonal(left); sweep++)
        {
            for (var p = 0; p < count; p++)
            {
                for (var q = p + 1; q < count; q++)
                {
                    Rotate(left, vectors, p, q);
                }
            }
        }

        return ([.. Enumerable.Range(0, count).Select(i => left[i, i])], vectors);
    }

    private static bool IsDiagonal(double[,] matrix)
    {
        var sum = 0.0;
        for (var p = 0; p < matrix.GetLength(0); p++)
        {
            for (var q = p + 1; q < matrix.GetLength(0); q++)
            {
                sum += matrix[p, q] * matrix[p, q];
            }
        }

        return sum <= Nothing;
    }

    private static void Rotate(double[,] matrix, double[,] vectors, int p, int q)
    {
        if (Math.Abs(matrix[p, q]) <= Nothing)
        {
            return;
        }

        var theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
        var tangent = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            (matrix[i, p], matrix[i, q]) = ((cosine * matrix[i, p]) - (sine * matrix[i, q]), (sine * matrix[i, p]) + (cosine * matrix[i, q]));
        }

        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            (matrix[p, i], matrix[q, i]) = ((cosine * matrix[p, i]) - (sine * matrix[q, i]), (sine * matrix[p, i]) + (cosine * matrix[q, i]));
            (vectors[i, p], vectors[i, q]) = ((cosine * vectors[i, p]) - (sine * vectors[i, q]), (sine * vectors[i, p]) + (cosine * vectors[i, q]));
        }
    }
}
