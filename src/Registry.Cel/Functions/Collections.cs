using Registry.Cel.Syntax;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary>Lists and maps.</summary>
internal static class Collections
{
    private static readonly CelType s_list = CelType.List(Library.A);
    private static readonly CelType s_map = CelType.Map(Library.A, Library.B);

    public static Library Library { get; } = new Library()
        .Global("size", [s_list], CelType.Int, static (_, a) => CelInt.Of(((CelList)a[0]).Items.Count))
        .Member("size", [s_list], CelType.Int, static (_, a) => CelInt.Of(((CelList)a[0]).Items.Count))
        .Global("size", [s_map], CelType.Int, static (_, a) => CelInt.Of(((CelMap)a[0]).Entries.Count))
        .Member("size", [s_map], CelType.Int, static (_, a) => CelInt.Of(((CelMap)a[0]).Entries.Count))
        .Global(Operators.In, [Library.A, s_list], CelType.Bool, static (context, a) =>
        {
            foreach (var item in ((CelList)a[1]).Span)
            {
                context.Charge(1);
                if (Equality.AreEqual(a[0], item, context)) return CelBool.True;
            }

            return CelBool.False;
        })
        .Global(Operators.In, [Library.A, s_map], CelType.Bool, static (_, a) => CelBool.Of(((CelMap)a[1]).ContainsKey(a[0])))
        .Global(Operators.Add, [s_list, s_list], s_list, static (context, a) =>
        {
            var (left, right) = ((CelList)a[0], (CelList)a[1]);
            context.ChargeNew(left.Items.Count + right.Items.Count, bytesEach: 8);
            return new CelList((CelValue[])[.. left.Span, .. right.Span]);
        });
}
