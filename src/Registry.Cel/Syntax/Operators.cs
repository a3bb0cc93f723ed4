namespace Registry.Cel.Syntax;

/// <summary>The names of functions that operators call.</summary>
internal static class Operators
{
    public const string In = "@in";
    public const string Not = "!_";
    public const string Negate = "-_";
    public const string Add = "_+_";
    public const string Subtract = "_-_";
    public const string Multiply = "_*_";
    public const string Divide = "_/_";
    public const string Modulo = "_%_";
    public const string Equal = "_==_";
    public const string NotEqual = "_!=_";
    public const string Less = "_<_";
    public const string LessOrEqual = "_<=_";
    public const string Greater = "_>_";
    public const string GreaterOrEqual = "_>=_";
}
