"""Why the system cannot read or write a file, in both languages: what it says itself is English, or the machine's language."""

from __future__ import annotations

import errno

from build_scripts.words.language import Both

_REASONS = {
    errno.ENOENT: Both("没有这个文件或文件夹", "there is no such file or folder"),
    errno.EISDIR: Both("这是文件夹，不是文件", "it is a folder, not a file"),
    errno.ENOTDIR: Both("路径中有一段是文件，不是文件夹", "a part of the path is a file, not a folder"),
    errno.EEXIST: Both("已有同名的文件或文件夹", "there is a file or a folder of that name"),
    errno.EACCES: Both("没有读写权限", "permission is denied"),
    errno.EPERM: Both("没有读写权限", "permission is denied"),
    errno.EROFS: Both("磁盘是只读的", "the disk is read-only"),
    errno.ENOSPC: Both("磁盘已满", "the disk is full"),
    errno.EDQUOT: Both("磁盘配额已用完", "the disk quota is used up"),
    errno.EFBIG: Both("文件超过系统允许的大小", "the file is larger than the system allows"),
    errno.ENAMETOOLONG: Both("文件名太长", "the name is too long"),
    errno.ELOOP: Both("链接绕成了圈", "links lead in a circle"),
    errno.EMFILE: Both("打开的文件太多", "too many files are open"),
    errno.EADDRINUSE: Both("已被别的程序占用", "another program has it"),
    errno.EADDRNOTAVAIL: Both("本机没有这个地址", "this machine has no such address"),
}


def reason_of(error: OSError) -> Both:
    """Return why something could not be read, written or opened."""
    known = _REASONS.get(error.errno or 0)
    if known is not None:
        return known
    return Both(f"系统说：{error.strerror or error}", error.strerror or str(error))
