namespace ZkStyle.Circuit.Layout;

/// <summary>What one row stands for.</summary>
/// <param name="Step">The step into it.</param>
/// <param name="Kappa">Its channel's number; 0 on padding, N on row 0, its words' on a row that passes them.</param>
/// <param name="Y">Its line in the full product; 0 outside channels.</param>
/// <param name="X">Its column in the full product; the falling exponent on padding.</param>
/// <param name="Tensor">Its tensor, -1 outside channels.</param>
/// <param name="Channel">Its channel, -1 outside channels.</param>
/// <param name="IsInterior">Whether it carries an activation of the tensor.</param>
internal readonly record struct ChainRow(
    StepCode Step, int Kappa, int Y, int X, int Tensor, int Channel, bool IsInterior);
