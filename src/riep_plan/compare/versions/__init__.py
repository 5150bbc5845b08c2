"""Where two versions of a plan come from: git's objects, the index, the work tree, two folders."""
