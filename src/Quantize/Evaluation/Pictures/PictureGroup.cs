namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>Kinds of evaluation pictures.</summary>
public enum PictureGroup
{
    /// <summary>Icons and faces, as people use them for themselves.</summary>
    Icon,

    /// <summary>White bodies before white or light.</summary>
    White,

    /// <summary>Scenes with light, shadow, texture and noise, like photographs.</summary>
    Photo,

    /// <summary>Logos: flat colours and hard edges.</summary>
    Flat,

    /// <summary>Textures seen from near.</summary>
    CloseUp,
}
